package pipelinelock.incident;

import java.util.Optional;

/** Decides whether the bot may act on this record, and who must be notified before it acts. */
public interface RecordGuard {
  /** Of a bot whose record nobody vouches for. */
  RecordGuard NONE =
      new RecordGuard() {
        @Override
        public Optional<String> doubt() {
          return Optional.empty();
        }

        @Override
        public void beforeFirstAct(IncidentId id) {
          // nobody wants to know
        }
      };

  /** Why nothing may be done on this record, a clause; empty where it may. */
  Optional<String> doubt();

  /** To be called before anything is done for an incident; returns once notified, or late. */
  void beforeFirstAct(IncidentId id);
}
