package pipelinelock.incident;

import java.util.Optional;

/**
 * Whether the record is the one that this bot may act on, and who has to hear of acts beforehand.
 */
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
          // nobody wants to hear of it
        }
      };

  /** Why nothing may be done on this record, a clause; empty where it may. */
  Optional<String> doubt();

  /** To be called before anything is done for an incident; returns when it was told, or late. */
  void beforeFirstAct(IncidentId id);
}
