"""A busy day: made-up residents come by chance and walk the whole procedure through the public API.

Only for the example office. `people` makes them up, `journeys` and `way` walk them, `hall` keeps time and the lokets,
`client` talks to the server and takes the times, `report` says how it was, `day` puts it together.
"""
