"""Forms as this office shows them: label, field, help beside it, what is wrong below it."""

from django.forms.renderers import TemplatesSetting

__all__ = ["Renderer"]


class Renderer(TemplatesSetting):
    """Makes ``{{ form }}`` use our template."""

    form_template_name = "web/form.html"
    field_template_name = "web/field.html"
