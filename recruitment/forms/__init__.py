from recruitment.forms.application import (
    ClosureForm,
    JobApplicationForm,
    MoveForm,
    NewApplicationForm,
    RejectionForm,
)
from recruitment.forms.board import ApplicationFilter
from recruitment.forms.job import JobChangeForm, JobClosureForm, JobFilter, JobForm, TeamForm
from recruitment.forms.passing_on import ConsiderationForm, NoShowForm, TransferForm
from recruitment.forms.post import PostForm, QuestionForm
from recruitment.forms.refused import beside
from recruitment.forms.stage import StageForm

__all__ = [
    "ApplicationFilter",
    "ClosureForm",
    "ConsiderationForm",
    "JobApplicationForm",
    "JobChangeForm",
    "JobClosureForm",
    "JobFilter",
    "JobForm",
    "MoveForm",
    "NewApplicationForm",
    "NoShowForm",
    "PostForm",
    "QuestionForm",
    "RejectionForm",
    "StageForm",
    "TeamForm",
    "TransferForm",
    "beside",
]
