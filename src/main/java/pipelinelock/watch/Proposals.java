package pipelinelock.watch;

import java.time.Instant;
import java.util.Optional;
import pipelinelock.environment.EnvironmentName;

/** The requests that the bot makes by itself. */
public interface Proposals {
  /** The bot asks for nothing. */
  Proposals NONE =
      new Proposals() {
        @Override
        public Optional<Instant> newest(EnvironmentName environment) {
          return Optional.empty();
        }

        @Override
        public void propose(EnvironmentName environment, Trouble trouble, Instant seen) {}
      };

  /** When anything happened last in an incident of this environment, whoever asked for it. */
  Optional<Instant> newest(EnvironmentName environment);

  /**
   * Asks people for the lightest cure, unless that may not be asked for now.
   *
   * @param seen when the trouble was seen last
   */
  void propose(EnvironmentName environment, Trouble trouble, Instant seen);
}
