"""The language in which a manager reads pages."""


def speak(page, language):
    """Makes all pages of whom it belongs to be in a language from now on."""
    page.goto("/contacts")
    token = page.locator("[name=form_token]").first.get_attribute("value")
    page.request.post("/preferences", form={"form_token": token, "language": language})
    page.goto("/contacts")
