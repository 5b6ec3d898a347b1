"""What the frozen programs run: one body for all of them, which goes by the name it was started under.

On Linux the three are one file with two links to it, so that the modules are in the bundle once and not three times.
"""

import os
import sys

SERVER = "jobspy-license-server"

if __name__ == "__main__":
    if os.path.splitext(os.path.basename(sys.argv[0]))[0] == SERVER:  # noqa: PTH119, PTH122 - pathlib costs the window a start
        from licensing.server.__main__ import main
    else:
        from app.main import main
    main()
