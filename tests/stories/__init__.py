"""Stories: residents and officers at real screens, with a real hall and paper that really comes out."""
