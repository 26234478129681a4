"""Every fault that `make prove-paper` tries: a function of a stage that ends with the job, healed as people do.

The room works in a thread; the fault is put where its name says; then the trouble ends, and the next ticket must come.
"""

from printer import escpos

BEFORE = {
    "paper out": ("run_out_of_paper", "new_roll"), "cover open": ("open_cover", "close_cover"),
    "offline": ("go_offline", "come_online"), "cutter jam": ("jam", "come_online"), "silent": ("go_silent", "speak"),
    "unplugged": ("unplug", "plug"),
}  # fmt: skip
HELD = {name: BEFORE[name] for name in ("paper out", "cover open", "offline")}
LOST = ("lease", "sending", "result")


def before(stage, name):
    """The printer is in trouble before the ticket is taken."""
    break_, heal = BEFORE[name]
    getattr(stage.printer, break_)()
    stage.start()
    if stage.completion != "D":
        assert stage.is_in("paper_out", "cover_open", "offline", "error", "absent")
    job = stage.ticket("B-001")
    seen = stage.state(job) if stage.completion != "D" else stage.reach(job, "sent", "queued")
    getattr(stage.printer, heal)()
    return job, seen


def after_preflight(stage, name):
    """The trouble begins when the printer has just said that it is well."""
    break_, heal = HELD[name]
    stage.telephone.before["sending"] = getattr(stage.printer, break_)
    stage.start()
    job = stage.ticket("B-001")
    seen = stage.reach(job, "needs_attention", "sent", "printed")
    getattr(stage.printer, heal)()
    if stage.completion in "AB":
        stage.reach(job, "printed")
    return job, seen


def power_cut(stage, _):
    """The printer held the slip and was switched off and on."""
    stage.telephone.before["sending"] = stage.printer.run_out_of_paper
    stage.start()
    job = stage.ticket("B-001")
    seen = stage.reach(job, "needs_attention", "sent")
    stage.printer.power_cycle()
    stage.printer.new_roll()
    return job, seen


def slow_paper(stage, _):
    """Paper comes out so slowly that the wait is over before."""
    stage.printer.take_time(1.0)
    stage.start()
    job = stage.ticket("B-001")
    return job, stage.reach(job, "printed", "sent", "needs_attention")


def lost_answer(stage, name):
    """The office did it, and its answer never came back."""
    stage.telephone.lose_answers.add(name)
    stage.start()
    job = stage.ticket("B-001")
    return job, stage.reach(job, "printed", "sent", "needs_attention")


def office_away(stage, name):
    """The office did not hear it the first time."""
    stage.telephone.refuse_once.add(name)
    stage.start()
    job = stage.ticket("B-001")
    return job, stage.reach(job, "printed", "sent", "needs_attention")


def killed_leased(stage, _):
    """The room dies when the job is its own and it has not asked to begin."""
    stage.telephone.after["lease"] = stage.kill
    return _killed(stage)


def killed_asking(stage, _):
    """The room dies while it asks whether it may begin."""
    stage.telephone.before["sending"] = stage.kill
    return _killed(stage)


def killed_permitted(stage, _):
    """The room dies when it may begin and no byte has left."""
    stage.telephone.after["sending"] = stage.kill
    return _killed(stage)


def killed_sent(stage, _):
    """The room dies when all bytes have left and the printer has not printed them."""
    stage.printer.pause()
    stage.spawn()
    job = stage.ticket("B-001")
    whole = escpos.CUTS["partial"]
    assert stage.printer.wait_until(lambda p: whole in p.received, 30)
    stage.kill()
    stage.printer.go_on()
    stage.spawn()
    return job, stage.reach(job, "printed", "sent", "needs_attention")


def killed_done(stage, _):
    """The room dies when the slip is out and the office has not heard it."""
    stage.telephone.before["result"] = stage.kill
    return _killed(stage)


def _killed(stage):
    job = stage.ticket("B-001")
    stage.spawn()
    process = stage.process
    assert process.wait(60) != 0
    stage.spawn()
    return job, stage.reach(job, "printed", "sent", "needs_attention")


FAULTS = {
    **{f"before: {name}": (before, name) for name in BEFORE},
    **{f"after the preflight: {name}": (after_preflight, name) for name in HELD},
    "held, then power cut": (power_cut, ""), "slow paper": (slow_paper, ""),
    **{f"answer lost: {name}": (lost_answer, name) for name in LOST},
    **{f"office away: {name}": (office_away, name) for name in LOST},
    "room killed: job leased": (killed_leased, ""),
    "room killed: asking": (killed_asking, ""), "room killed: may begin": (killed_permitted, ""),
    "room killed: bytes left": (killed_sent, ""), "room killed: slip out": (killed_done, ""),
}  # fmt: skip
