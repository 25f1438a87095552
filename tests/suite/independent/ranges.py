"""Sets of addresses once more, by the standard library alone.

Reads lines of JSON, each with two lists of prefixes `a` and `b` and what is said of them, and
prints every difference; then how many lines were read.
"""

import ipaddress
import json
import sys


def networks(texts):
    return [ipaddress.ip_network(text, strict=False) for text in texts]


def collapsed(networks):
    families = ([it for it in networks if it.version == version] for version in (4, 6))
    return [it for family in families for it in ipaddress.collapse_addresses(family)]


def without(one, other):
    left = collapsed(one)
    for taken in collapsed(other):
        rest = []
        for network in left:
            if network.version != taken.version or not network.overlaps(taken):
                rest.append(network)
            elif taken.prefixlen < network.prefixlen or taken == network:
                continue
            else:
                rest.extend(network.address_exclude(taken))
        left = rest
    return collapsed(left)


def main():
    lines = 0
    for line in sys.stdin:
        lines += 1
        asked = json.loads(line)
        a, b = networks(asked["a"]), networks(asked["b"])
        found = {
            "union": collapsed(a + b),
            "difference": without(a, b),
            "intersection": without(a, without(a, b)),
        }
        for name, ranges in found.items():
            if name in asked and networks(asked[name]) != ranges:
                print("differs:", name, [str(it) for it in ranges], line.strip())
        size = sum(it.num_addresses for it in found["difference"])
        if "size" in asked and asked["size"] != str(size):
            print("differs: size", size, line.strip())
    print(lines, "read")


main()
