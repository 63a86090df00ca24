"""What the assets are given: the input folders, and the warehouse in its two copies."""

from pathlib import Path

import dagster as dg
from pydantic import Field

from assets.home import LEDGER_NAME, ROOT, data_folder
from warehouse.store import Store


class Inputs(dg.ConfigurableResource):
    """The folders that pages come from; relative paths start at the project, or at the data folder."""

    folders: list[str] = Field(default=["seeds/newspapers"], description="输入文件夹，相对于项目")
    inbox: str = Field(default="inbox", description="收件夹，相对于数据文件夹")
    corrections: str = Field(default="seeds/reviews", description="随项目保存的更正，相对于项目")
    returned: str = Field(default="reviews", description="交回的复核表，相对于数据文件夹")

    def paths(self) -> list[Path]:
        """Return the input folders in order: where two files collide, the earlier folder's is kept."""
        return [*(ROOT / folder for folder in self.folders), self.inbox_path()]

    def inbox_path(self) -> Path:
        """Return the folder into which people put further pages."""
        return data_folder() / self.inbox

    def decisions(self) -> list[Path]:
        """Return the folders of people's decisions: versioned corrections, then returned workbooks."""
        return [ROOT / self.corrections, data_folder() / self.returned]


class Warehouse(dg.ConfigurableResource):
    """The warehouse that is being written, its published copy, and the reports beside them."""

    folder: str = Field(default="", description="数据文件夹；不填时为项目里的 data")

    def _folder(self) -> Path:
        return Path(self.folder) if self.folder else data_folder()

    def store(self) -> Store:
        """Return the warehouse that the assets write."""
        return Store(self._folder() / "warehouse.duckdb")

    def published(self) -> Store:
        """Return the published copy, which reports and the portal read."""
        return Store.published(self._folder() / "published" / "warehouse.duckdb")

    def ledger_path(self) -> Path:
        """Return where the workbook goes."""
        return self._folder() / "reports" / LEDGER_NAME
