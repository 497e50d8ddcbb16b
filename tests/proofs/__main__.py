"""`python -m tests.proofs [NAME...]`: run the proofs, print what they found, and end with 1 when one does not hold."""

import json
import sys

from tests.proofs import (
    answering_crash,
    answering_cut,
    answering_killed,
    answering_ways,
    attack,
    closing_killed,
    coverage,
    disclosure,
    dump_attack,
    power,
    verdicts,
)

PROOFS = {
    "closing-killed": closing_killed.run,
    "answering-killed": answering_killed.run,
    "answering-ways": answering_ways.run,
    "answering-cut": answering_cut.run,
    "answering-crash": answering_crash.run,
    "coverage": coverage.run,
    "verdicts": verdicts.run,
    "power": power.run,
    "disclosure": disclosure.run,
    "dump-attack": dump_attack.run,
    "attack": attack.run,
}


def main(names: list[str]) -> int:
    """Run these proofs, or all of them."""
    holds = True
    for name in names or PROOFS:
        for found in PROOFS[name]():
            print(json.dumps({"proof": name, **found}), flush=True)
            holds = holds and bool(found["holds"])
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
