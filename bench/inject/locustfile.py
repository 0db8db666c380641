"""Asks as fast as Locust's quicker client can, and prints requests a second."""

from locust import FastHttpUser, constant, events, task


class Asker(FastHttpUser):
    wait_time = constant(0)

    @task
    def ask(self):
        self.client.get("/")


@events.quitting.add_listener
def report(environment, **_):
    print("rate", environment.stats.total.total_rps)
