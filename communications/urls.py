from django.urls import URLPattern, path

from communications.views import mail, mailbox, messages, templates, writing

app_name = "communications"
urlpatterns: list[URLPattern] = [
    path("messages/", messages.messages, name="messages"),
    path("messages/new/", writing.new, name="message-new"),
    path("messages/words/", writing.words, name="message-words"),
    path("messages/preview/", writing.preview, name="message-preview"),
    path("messages/<int:pk>/", messages.message, name="message"),
    path("messages/<int:pk>/html/", messages.html, name="message-html"),
    path("messages/<int:pk>/cancellation/", messages.cancellation, name="message-cancellation"),
    path("messages/<int:pk>/arrival/", messages.arrival, name="message-arrival"),
    path("messages/<int:pk>/repetition/", messages.repetition, name="message-repetition"),
    path("messages/<int:pk>/dismissal/", messages.dismissal, name="message-dismissal"),
    path("templates/", templates.templates, name="templates"),
    path("templates/new/", templates.new, name="template-new"),
    path("templates/preview/", templates.preview, name="template-preview"),
    path("templates/<int:pk>/", templates.template, name="template"),
    path("mail/", mail.mail, name="mail"),
    path("mail/test/", mail.test, name="mail-test"),
    path("mail/domains/", mail.domains, name="mail-domains"),
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("mailbox/<int:pk>/", mailbox.local_mail, name="local-mail"),
    path("mailbox/<int:pk>/html/", mailbox.html, name="local-mail-html"),
]
