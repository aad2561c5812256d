package pipelinelock;

import java.time.InstantSource;
import java.util.Optional;

/**
 * What differs between a real bot and one in a rehearsal or a test.
 *
 * @param clock tells the time
 * @param banner stands before every message; {@code REHEARSAL}
 */
record BotOptions(InstantSource clock, Optional<String> banner) {
  static final BotOptions REAL = new BotOptions(InstantSource.system(), Optional.empty());
}
