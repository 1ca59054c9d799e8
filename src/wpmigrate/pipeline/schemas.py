"""The types behind every JSON file we write, by the name `wpmigrate schema` knows."""

from typing import Any

from wpmigrate.output.rows import Row
from wpmigrate.pipeline.neutral import TYPES
from wpmigrate.report.comparison import Comparison
from wpmigrate.report.events import Event
from wpmigrate.report.explaining import Explanation
from wpmigrate.report.inspection import Inspection
from wpmigrate.report.model import Report
from wpmigrate.report.verification import Verification

SCHEMAS: dict[str, Any] = {
    **TYPES,
    "ledger": Row,
    "report": Report,
    "inspection": Inspection,
    "verification": Verification,
    "explanation": Explanation,
    "comparison": Comparison,
    "log": Event,
}
