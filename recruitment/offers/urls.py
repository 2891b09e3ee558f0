"""The staff's pages of offers."""

from django.urls import path

from recruitment.offers.views import drafts, letter_words, offers, steps

urlpatterns = [
    path("offers/", offers.offer_list, name="offer-list"),
    path("offers/<int:pk>/", offers.offer, name="offer"),
    path("offers/<int:pk>/letter/", offers.letter, name="offer-pdf"),
    path("offers/<int:pk>/letter/pages/<int:number>/", offers.letter_page, name="offer-letter-page"),
    path("offers/<int:pk>/edit/", drafts.edit, name="offer-edit"),
    path("offers/<int:pk>/versions/", drafts.versions, name="offer-versions"),
    path("offers/<int:pk>/submission/", steps.submission, name="offer-submission"),
    path("offers/<int:pk>/submission/removal/", steps.taking_back, name="offer-taking-back"),
    path("offers/<int:pk>/signature/", steps.signature, name="offer-signature"),
    path("offers/<int:pk>/dispatch/", steps.dispatch, name="offer-dispatch"),
    path("offers/<int:pk>/reminder/", steps.reminder, name="offer-reminder"),
    path("offers/<int:pk>/withdrawal/", steps.withdrawal, name="offer-withdrawal"),
    path("applications/<int:pk>/offers/new/", drafts.new, name="offer-new"),
    path("offer-letters/", letter_words.letter_list, name="offer-letters"),
    path("offer-letters/new/", letter_words.letter_new, name="offer-letter-new"),
    path("offer-letters/<int:pk>/", letter_words.letter, name="offer-letter"),
    path("offer-letters/<int:pk>/sample/", letter_words.letter_sample, name="offer-letter-sample"),
    path("offer-letters/<int:pk>/retirement/", letter_words.letter_retirement, name="offer-letter-retirement"),
    path("signatories/", letter_words.signatories, name="signatories"),
    path("signatories/<int:pk>/removal/", letter_words.signatory_removal, name="signatory-removal"),
]
