package pipelinelock.watch;

import java.time.Duration;
import java.util.Optional;

/**
 * How one environment is watched.
 *
 * @param channel where it is told
 * @param every from one look to the next, give or take a tenth
 * @param blind how long nothing can be told before that itself is told
 * @param quiet when nothing is posted; empty = never
 */
public record WatchRule(
    String channel, Duration every, Duration blind, Optional<QuietHours> quiet) {}
