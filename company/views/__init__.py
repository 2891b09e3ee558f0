from company.views.days import (
    office_day,
    office_day_removal,
    office_days,
    office_days_import,
    office_days_restoration,
    office_hours,
    office_hours_restoration,
)
from company.views.notices import notice, notice_list
from company.views.parts import overview, part, part_list, part_new

__all__ = [
    "notice",
    "notice_list",
    "office_day",
    "office_day_removal",
    "office_days",
    "office_days_import",
    "office_days_restoration",
    "office_hours",
    "office_hours_restoration",
    "overview",
    "part",
    "part_list",
    "part_new",
]
