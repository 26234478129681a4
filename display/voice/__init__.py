"""What the hall's loudspeaker says: clips of speech, made even, joined to one WAV a call."""
