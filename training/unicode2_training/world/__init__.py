"""The world of the starter pack: sticker scenes whose every answer, edit and score is known exactly."""
