package pipelinelock.watch;

import java.time.Duration;
import java.util.Optional;

/**
 * How one environment is watched.
 *
 * @param channel where it is posted
 * @param every the time between two looks, give or take a tenth
 * @param blind how long the state may be unknown before that itself is posted
 * @param quiet when nothing is posted; empty = never
 * @param proposes how long a hang or an orphan persists, beyond the time after which it is posted,
 *     before the bot asks for its cure by itself; empty = it never does
 */
public record WatchRule(
    String channel,
    Duration every,
    Duration blind,
    Optional<QuietHours> quiet,
    Optional<Duration> proposes) {}
