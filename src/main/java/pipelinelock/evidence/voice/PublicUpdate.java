package pipelinelock.evidence.voice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Recorded;

/**
 * The newest sentence for a status page.
 *
 * @param sentence for a person to check, edit and send
 * @param since when what it says was recorded
 */
public record PublicUpdate(String sentence, Instant since) {
  /**
   * Of these events.
   *
   * @param events the whole record of the incident
   */
  public static PublicUpdate of(List<Recorded> events) {
    var incident = Incident.of(events);
    for (var it : events.reversed()) {
      Optional<String> sentence = PublicSentence.of(incident, it.event());
      if (sentence.isPresent()) {
        return new PublicUpdate(sentence.get(), it.at());
      }
    }
    throw new IllegalStateException("a request always has a sentence: " + incident.id());
  }
}
