package dev.realtime.sample.cricket;

import java.time.format.DateTimeFormatter;
import java.util.Locale;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

import dev.realtime.sample.cricket.score.MatchFile;

/**
 * The page, with the current score already on it.
 */
@Controller
class MatchPageController {

	private static final int FIRST_COMMENTARY = 30;

	private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

	private final Scoreboard scoreboard;

	private final MatchFile file;

	MatchPageController(Scoreboard scoreboard, MatchFile file) {
		this.scoreboard = scoreboard;
		this.file = file;
	}

	@GetMapping("/")
	String page(Model model, HttpServletResponse response) {
		Scoreboard.Snapshot snapshot = this.scoreboard.snapshot();
		response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
		model.addAttribute("card", snapshot.scorecard());
		model.addAttribute("commentary", snapshot.commentary().stream().limit(FIRST_COMMENTARY).toList());
		model.addAttribute("date", this.file.match().date().format(DATE));
		model.addAttribute("source", this.file.source());
		return "cricket/match";
	}

}
