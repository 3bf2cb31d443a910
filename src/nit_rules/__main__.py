"""``python -m nit_rules``"""

from nit_rules.cli import main

main()
