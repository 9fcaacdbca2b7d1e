"""« Agenda »: tasks, appointments, dates of the law, mandates of one case."""
