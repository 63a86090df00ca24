"""``python -m quality``: print every measure on the annotated pages; with ``-v`` every fault, worst first.

Exit status: 0 when every floor is reached, 1 when one is not.
"""

from __future__ import annotations

import argparse
import sys

from quality.measure import by_annotation, read_gold_pages, table


def main() -> int:
    """Measure and print; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m quality", description=__doc__)
    parser.add_argument("-v", "--verbose", action="store_true", help="every fault, the worst first")
    verbose = parser.parse_args().verbose
    qualities = by_annotation(read_gold_pages())
    total = qualities["全部"]
    print(table(qualities))
    print(f"\n{len(total.faults)} 处与标注不同")
    if verbose:
        print("\n".join(map(str, total.faults)))
    low = total.below_floor()
    for standard in low:
        print(f"低于下限：{standard.label}（{standard.reason}）")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
