"""A report that keeps what it is told."""

import threading


class Recorder:
    """Keeps everything; `on_jobs` is called after each batch."""

    def __init__(self, on_jobs=None):
        self.batches, self.positions, self.pages, self.notes, self.waits = [], [], [], [], []
        self.unreadable_count = self.left_out_count = self.undescribed = 0
        self.updates = {}
        self.why = []
        self.waited = threading.Event()
        self._on_jobs = on_jobs

    def jobs(self, jobs, *, position, updates=False):
        if updates:
            self.updates.update({job.fields["id"]: job for job in jobs})
            return
        self.batches.append(list(jobs))
        self.positions.append(position)
        if self._on_jobs:
            self._on_jobs(self)

    def unreadable(self, count, why):
        self.unreadable_count += count
        self.why.append(why)

    def left_out(self, count, rule):
        self.left_out_count += count

    def page(self, number):
        self.pages.append(number)

    def waiting(self, until, reason, message):
        self.waits.append((until, reason, message))
        self.waited.set()

    def note(self, sentence):
        self.notes.append(sentence)

    def without_description(self, count):
        self.undescribed += count

    @property
    def rows(self):
        return [job for batch in self.batches for job in batch]

    @property
    def fields(self):
        return [job.fields for job in self.rows]

    @property
    def ids(self):
        return [job.fields["id"] for job in self.rows]
