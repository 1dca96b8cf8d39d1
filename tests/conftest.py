"""What holds for all tests."""

from hypothesis import HealthCheck, settings

# How fast a machine is makes nothing right or wrong.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
