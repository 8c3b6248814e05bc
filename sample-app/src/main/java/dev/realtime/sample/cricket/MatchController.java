package dev.realtime.sample.cricket;

import java.util.List;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import dev.realtime.sample.cricket.commentary.CommentaryEntry;
import dev.realtime.sample.cricket.score.Scorecard;

/**
 * The match for those who ask rather than listen. Answers carry the ball as their tag, so
 * asking again before the next one costs no body.
 */
@RestController
@RequestMapping("/api/matches/{id}")
class MatchController {

	private final Scoreboard scoreboard;

	MatchController(Scoreboard scoreboard) {
		this.scoreboard = scoreboard;
	}

	@GetMapping("/scorecard")
	ResponseEntity<Scorecard> scorecard(@PathVariable String id) {
		Scoreboard.Snapshot snapshot = snapshot(id);
		return answer(snapshot).body(snapshot.scorecard());
	}

	@GetMapping("/commentary")
	ResponseEntity<List<CommentaryEntry>> commentary(@PathVariable String id) {
		Scoreboard.Snapshot snapshot = snapshot(id);
		return answer(snapshot).body(snapshot.commentary());
	}

	private Scoreboard.Snapshot snapshot(String id) {
		Scoreboard.Snapshot snapshot = this.scoreboard.snapshot();
		if (!snapshot.scorecard().match().id().equals(id)) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no match '" + id + "'");
		}
		return snapshot;
	}

	private static ResponseEntity.BodyBuilder answer(Scoreboard.Snapshot snapshot) {
		return ResponseEntity.ok().cacheControl(CacheControl.noCache()).eTag(snapshot.scorecard().version());
	}

}
