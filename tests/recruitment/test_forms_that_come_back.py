"""An address that takes forms alone, met by a person who only looks."""


def test_an_address_that_only_takes_forms_leads_to_its_page(application, rosa, as_user):
    answer = as_user(rosa).get(f"/applications/{application.pk}/rejection/")

    assert (answer.status_code, answer.url) == (302, f"/applications/{application.pk}/")


def test_a_script_and_a_rest_client_are_told_the_method_is_wrong(application, rosa, as_user, api):
    page = f"/applications/{application.pk}/rejection/"

    assert as_user(rosa).get(page, headers={"HX-Request": "true"}).status_code == 405
    assert api(rosa).get(f"/api/v1/applications/{application.pk}/move").status_code == 405


def test_a_form_sent_after_signing_out_comes_back_to_its_page(application, client):
    page = f"/applications/{application.pk}/"
    answer = client.post(f"{page}notes/", {"body": "Hello"}, headers={"Referer": f"http://testserver{page}?a=1"})

    assert answer.url == f"/account/login/?next={page}%3Fa%3D1"


def test_a_foreign_page_is_never_come_back_to(application, client):
    referer = {"Referer": "http://elsewhere.example//evil.example/"}
    answer = client.post(f"/applications/{application.pk}/notes/", {"body": "Hello"}, headers=referer)

    assert answer.url == "/account/login/?next=/evil.example/"
