"""What a kiosk PC, a TV PC and the server PC need beside the program: units, policy, flags, watchdog, installer."""
