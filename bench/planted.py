"""What the doubter makes of planted errors, and its false alarms: ``python -m bench.planted [-v]``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from checks_planting import OUTSIDER, SOURCE, blocks, measure


def main() -> None:
    """Print the rates of both suites, and with ``-v`` every false alarm, miss and wrong suggestion."""
    for source in (SOURCE, OUTSIDER):
        rates = measure(source)
        if "-v" in sys.argv:
            for alarm in rates.alarms:
                print("ALARM", alarm.text, alarm.rule, alarm.severity, alarm.arithmetic[:160])
            for error in rates.missed:
                near = error.text[max(0, error.start - 30) : error.end + 12].replace("\n", " ")
                print("MISS", error.kind, error.printed, "meant", error.meant, "|", near)
            for error, here in rates.wrong:
                print("WRONG", error.printed, "meant", error.meant, "→", here[0].suggestion, here[0].rule)
        print(source.name)
        for kind in sorted(rates.total):
            print(f"{kind}: {rates.hit[kind]}/{rates.total[kind]}")
        print(f"planted {rates.count}: caught {rates.caught:.1%}, first suggestion right {rates.mended:.1%}")
        print(f"held {rates.kept_out:.1%}, and {rates.beside:.2f} sound figures beside each")
        print(f"false alarms {len(rates.alarms)} on {len(blocks(source))} clean pages")


if __name__ == "__main__":
    main()
