"""The administrative register: every province, city, county, township and village of the mainland, by code.

Source: ``seeds/register/`` (NBS statistical division codes as of 2023-06-30; see its README). Codes are text
of 2, 4, 6, 9 or 12 digits, and the code of a place begins with the code of the place that it lies in.

The 620,000 villages stay in Arrow, sorted by code: a place's villages are a slice found by binary search, and
only that slice is ever decoded (the last few hundred are kept). Cities and counties that exist in the codes
alone (市辖区, 省直辖县级行政区划, 东莞市 as a county of itself) are passed over: no text names them.

Names are returned as the register writes them and found by their shadow (see ``text``), in which pages are
read: 南磑镇 by 南磑镇 and by 南硙镇, 乾县 by 乾县 and by 干县.
"""

from __future__ import annotations

import csv
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from townledger.frozen import frozen
from townledger.page.text import shadow
from townledger.places.names import CODE_LENGTHS, LEVELS, level_of, township_key, upper_key, village_key

DEFAULT_PATH = Path(__file__).resolve().parents[2] / "seeds" / "register"
_CODE_ONLY = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
_SLICES = 256  # places whose villages are kept decoded, some 100 kB each
_LONG_KEY = 4  # characters of a village's key from which it may begin with the name of what it lies in
_LENGTH = dict(zip(LEVELS, CODE_LENGTHS, strict=True))


class RegisterError(Exception):
    """The register's files are missing or broken; the message names the file."""


@frozen
class Village:
    """One village or community of the register."""

    code: str
    key: str  # the name without its level words
    name: str

    @property
    def is_community(self) -> bool:
        """Whether this is a community (居委会), by the class digits 001-199 (villages have 200-399)."""
        return int(self.code[-3:]) < 200


@frozen
class VillageCount:
    """How many villages and communities lie in a place."""

    villages: int
    communities: int
    other: int  # units that only resemble one: farms, development zones, 虚拟社区

    @property
    def total(self) -> int:
        """Villages, communities and the rest."""
        return self.villages + self.communities + self.other


class Register:
    """Names, codes and descent of administrative places. Read-only; share one instance."""

    def __init__(self, divisions: pa.Table, villages: pa.Table, letters: dict[str, tuple[str, str]]) -> None:
        self._codes: list[str] = divisions["code"].to_pylist()
        self._names: list[str] = divisions["name"].to_pylist()
        self._at = {code: index for index, code in enumerate(self._codes)}
        self._letters = letters
        self._village_codes = villages["code"].combine_chunks()
        self._village_numbers = memoryview(self._village_codes.buffers()[1]).cast("q")[: len(villages)]
        self._village_keys = villages["key"].combine_chunks()
        endings = villages["ending"].combine_chunks()
        self._endings = endings if isinstance(endings, pa.DictionaryArray) else endings.dictionary_encode()

    @classmethod
    def load(cls, path: Path | str = DEFAULT_PATH) -> Register:
        """Read the register's files from a folder.

        Raises
        ------
        RegisterError
            If a file is missing or is no Parquet file of the expected columns.
        """
        folder = Path(path)
        try:
            divisions = _read(folder / "divisions.parquet", ["code", "name"])
            villages = _read(folder / "villages.parquet", ["code", "key", "ending"])
            with (folder / "provinces.csv").open(encoding="utf-8", newline="") as lines:
                letters = {row["code"]: (row["short"], row["letter"]) for row in csv.DictReader(lines)}
        except (OSError, pa.ArrowException, KeyError) as error:
            raise RegisterError(
                f"行政区划登记簿 {folder} 读不出来：{error}。请用 scripts/build_register.py 重建。"
            ) from error
        return cls(divisions, villages, letters)

    # -- one place ------------------------------------------------------------------------------------------

    def __contains__(self, code: str) -> bool:
        return self._village(code) is not None if len(code) == 12 else code in self._at

    def name(self, code: str) -> str:
        """Return the register's name of a code.

        Raises
        ------
        KeyError
            If the register has no such code.
        """
        if len(code) == 12:
            village = self._village(code)
            if village is None:
                raise KeyError(code)
            return village.name
        return self._names[self._at[code]]

    def shadow_name(self, code: str) -> str:
        """Return the name as it stands in the flow of a page."""
        return shadow(self.name(code))

    def level(self, code: str) -> str:
        """Return province, city, county, township or village."""
        return level_of(code)

    def short(self, code: str) -> str:
        """Return the name without level words: 14 → 山西, 140781 → 介休, 140830200 → 东垆."""
        if len(code) == 2:
            return self._letters[code][0]
        if len(code) == 12:
            return village_key(self.name(code))
        return (township_key if len(code) == 9 else upper_key)(self.name(code))

    def is_code_only(self, code: str) -> bool:
        """Whether the code stands for no place of its own (市辖区; 东莞市 as a county of 东莞市)."""
        if len(code) not in (4, 6):
            return False
        name = self.name(code)
        return name in _CODE_ONLY or (len(code) == 6 and name == self._names[self._at[code[:4]]])

    def parent(self, code: str) -> str | None:
        """Return the code of the place that this one lies in (None for a province)."""
        for length in reversed(CODE_LENGTHS[: CODE_LENGTHS.index(len(code))]):
            if code[:length] in self._at and not self.is_code_only(code[:length]):
                return code[:length]
        return None

    def ancestors(self, code: str) -> list[str]:
        """Return the codes of the places that this one lies in, nearest first."""
        return list(self._ancestors(code))

    @lru_cache(maxsize=4096)  # noqa: B019
    def _ancestors(self, code: str) -> tuple[str, ...]:
        above = self.parent(code)
        return () if above is None else (above, *self._ancestors(above))

    def path(self, code: str) -> str:
        """Return the full Chinese name from the province down: 山西省运城市芮城县东垆乡."""
        return "".join(self.name(c) for c in [*reversed(self.ancestors(code)), code])

    # -- places within a place ------------------------------------------------------------------------------

    def children(self, code: str, level: str | None = None) -> list[str]:
        """Return the codes of the places of one level in a place (default: the next level that has any)."""
        if level is None:
            for candidate in LEVELS[LEVELS.index(level_of(code)) + 1 :]:
                if found := self.children(code, candidate):
                    return found
            return []
        if level == "village":
            return [village.code for village in self.villages(code)]
        length = _LENGTH[level]
        lo = bisect_left(self._codes, code)
        found = []
        for at in range(lo, len(self._codes)):
            below = self._codes[at]
            if not below.startswith(code):
                break
            if len(below) == length and len(code) < length and not self.is_code_only(below):
                found.append(below)
        return found

    def provinces(self) -> list[str]:
        """Return the codes of the provinces."""
        return list(self._letters)

    @lru_cache(maxsize=_SLICES)  # noqa: B019  one register lives as long as the process
    def villages(self, code: str) -> tuple[Village, ...]:
        """Return the villages and communities of a place, by code."""
        return tuple(self._decode(*self._bounds(code)))

    def village_count(self, code: str) -> VillageCount:
        """Return how many villages (村委会) and communities (居委会) lie in a place, by class digits."""
        lo, hi = self._bounds(code)
        kinds = [number % 1000 // 200 for number in self._village_numbers[lo:hi]]
        return VillageCount(kinds.count(1), kinds.count(0), sum(kind > 1 for kind in kinds))

    # -- names ----------------------------------------------------------------------------------------------

    def find(self, name: str, within: str | None = None, level: str | None = None) -> list[str]:
        """Return the codes of the places of that full or short name, upper levels first, by code.

        Parameters
        ----------
        name : str
            Any spelling: 山西省, 山西, 晋, 介休, 东垆乡, 荆庄村, 荆庄村委会, 荆庄村民委员会.
        within : str, optional
            Only places that lie in the place of this code.
        level : str, optional
            Only places of this level.
        """
        printed, name = name, shadow(name)
        found = []
        if level in (None, "province", "city", "county"):
            found += [c for c in self.upper_names.get(name, ()) if level in (None, level_of(c))]
        if level in (None, "township"):
            found += self._find_townships(name, within)
        if level in (None, "village"):
            found += self._find_villages(printed, within)
        return [c for c in found if within is None or (c.startswith(within) and c != within)]

    @cached_property
    def upper_names(self) -> dict[str, tuple[str, ...]]:
        """Full and short names (shadows) of provinces, cities and counties → their codes, upper first."""
        names: dict[str, list[str]] = {}
        for code, (short, letter) in self._letters.items():
            for name in dict.fromkeys((self.name(code), short, letter)):
                names.setdefault(name, []).append(code)
        for length in (4, 6):
            for code, name in zip(self._codes, self._names, strict=True):
                if len(code) == length and not self.is_code_only(code):
                    for spelling in dict.fromkeys((name, upper_key(name))):
                        names.setdefault(shadow(spelling), []).append(code)
        return {name: tuple(codes) for name, codes in names.items()}

    @cache  # noqa: B019  one register lives as long as the process
    def counties(self, code: str) -> dict[str, str]:
        """Return the full names (shadows) of the counties of a province or city → their codes."""
        return {self.shadow_name(county): county for county in self.children(code, "county")}

    @cache  # noqa: B019
    def townships(self, code: str) -> dict[str, tuple[str, ...]]:
        """Return full and short names (shadows) of the townships of a place → their codes, full first.

        济源市坡头镇, as the register has it, is short for 坡头镇 and 坡头 as well.
        """
        names: dict[str, list[str]] = {}
        below = self.children(code, "township")
        for town in below:
            names.setdefault(self.shadow_name(town), []).append(town)
        for town in below:
            bare = shadow(self._without_parents(self.name(town), town))
            for name in (township_key(self.shadow_name(town)), bare, township_key(bare)):
                if town not in names.setdefault(name, []):
                    names[name].append(town)
        return {name: tuple(codes) for name, codes in names.items()}

    @lru_cache(maxsize=_SLICES)  # noqa: B019
    def village_keys(self, code: str) -> dict[str, tuple[Village, ...]]:
        """Return the keys (shadows) of the villages of a place → the villages that have it.

        A village whose name the register begins with its county's has both keys (栾川县三川镇龙脖, 龙脖).
        """
        keys: dict[str, list[Village]] = {}
        for village in self.villages(code):
            keys.setdefault(shadow(village.key), []).append(village)
            if len(village.key) > _LONG_KEY:
                bare = self._without_parents(village.key, village.code)
                if bare != village.key:
                    keys.setdefault(shadow(bare), []).append(village)
        return {key: tuple(villages) for key, villages in keys.items()}

    def _without_parents(self, name: str, code: str) -> str:
        """Return a name without those of the places that it lies in, where it begins with them."""
        bare = name
        for parent in reversed(self._ancestors(code)):
            above = self.name(parent)
            if bare.startswith(above) and len(bare) - len(above) >= 2:
                bare = bare[len(above) :]
        return bare

    @lru_cache(maxsize=_SLICES)  # noqa: B019
    def village_tails(self, code: str) -> frozenset[str]:
        """Return the last two characters of the keys of a place's villages."""
        return frozenset(key[-2:] for key in self.village_keys(code))

    @cached_property
    def township_names(self) -> dict[str, tuple[str, ...]]:
        """Full names (shadows) of all townships → their codes."""
        names: dict[str, list[str]] = {}
        for code, name in zip(self._codes, shadow("\n".join(self._names)).split("\n"), strict=True):
            if len(code) == 9:
                names.setdefault(name, []).append(code)
        return {name: tuple(codes) for name, codes in names.items()}

    def _find_townships(self, name: str, within: str | None) -> list[str]:
        if within is not None and len(within) >= 4:
            return list(self.townships(within).get(name, ())) if len(within) <= 6 else []
        return list(self.township_names.get(name, ()))

    def _find_villages(self, name: str, within: str | None) -> list[str]:
        key = village_key(name)
        if within is not None and len(within) >= 6:
            return [village.code for village in self.village_keys(within).get(shadow(key), ())]
        return list(self._everywhere(key))

    @lru_cache(maxsize=4096)  # noqa: B019
    def _everywhere(self, key: str) -> tuple[str, ...]:
        """Return the codes of all villages of a key (one scan of the key column, about 2 ms).

        The column is not in shadow: a key that the register writes in traditional script (about 700) is found
        as the register writes it.
        """
        hits = self._village_codes.filter(pc.equal(self._village_keys, key))
        return tuple(f"{number:012d}" for number in hits.to_pylist())

    @lru_cache(maxsize=4096)  # noqa: B019
    def count_patterned(self, before: str, after: str) -> int:
        """Return how many village keys are one character between ``before`` and ``after``."""
        keys = self._village_keys
        hits = pc.equal(pc.utf8_length(keys), len(before) + 1 + len(after))
        if before:
            hits = pc.and_(hits, pc.starts_with(keys, before))
        if after:
            hits = pc.and_(hits, pc.ends_with(keys, after))
        return pc.sum(hits).as_py() or 0

    # -- the villages' columns ------------------------------------------------------------------------------

    def _bounds(self, code: str) -> tuple[int, int]:
        """Return the rows of the villages whose codes begin with ``code``."""
        scale = 10 ** (12 - len(code))
        lo = bisect_left(self._village_numbers, int(code) * scale)
        return lo, bisect_left(self._village_numbers, (int(code) + 1) * scale, lo)

    def _decode(self, lo: int, hi: int) -> Iterator[Village]:
        keys = self._village_keys[lo:hi].to_pylist()
        endings = self._endings[lo:hi].to_pylist()
        for number, key, ending in zip(self._village_numbers[lo:hi], keys, endings, strict=True):
            yield Village(f"{number:012d}", key, key + ending)

    def _village(self, code: str) -> Village | None:
        villages = self.villages(code[:9])
        at = bisect_left(villages, code, key=lambda village: village.code)
        return villages[at] if at < len(villages) and villages[at].code == code else None


def _read(path: Path, columns: list[str]) -> pa.Table:
    # ParquetFile, not read_table: that one loads the dataset module, 0.1 s and 40 MB for nothing.
    with pq.ParquetFile(path) as file:
        return file.read(columns=columns, use_threads=False)


@cache
def default_register() -> Register:
    """Return the register of ``seeds/register/``, loaded once a process."""
    return Register.load()
