"""Rules of the company's data that said no."""

from vault.refusals import Refusal


class NameTaken(Refusal):
    code = "name_taken"

    def __init__(self, sentence: str, field: str = "name") -> None:
        super().__init__(sentence, field=field)


class DepartmentCircle(Refusal):
    code = "department_circle"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, field="parent")


class CalendarUnfit(Refusal):
    code = "calendar_unfit"


class DayTaken(Refusal):
    code = "day_taken"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, field="day")
