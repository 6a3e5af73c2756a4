"""Print the report of a month."""

import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--month", default="this month")
print("Report for", parser.parse_args().month)
