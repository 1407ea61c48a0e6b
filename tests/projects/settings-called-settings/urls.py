from django.conf import settings
from django.http import HttpResponse
from django.urls import path


def facts(request):
    key = "insecure" if "insecure" in settings.SECRET_KEY else "its own"
    return HttpResponse(
        f"debug={settings.DEBUG} database={settings.DATABASES['default']['NAME']} "
        f"hosts={','.join(settings.ALLOWED_HOSTS)} key={key}"
    )


urlpatterns = [path("", facts)]
