package pipelinelock.incident;

import java.time.Instant;

/**
 * An event in the record.
 *
 * @param sequence 1 for the incident's first event, without gaps
 * @param at when it was appended, by the bot's clock, UTC
 * @param hash of this event and all before it in the incident
 */
public record Recorded(
    IncidentId incident, long sequence, Instant at, IncidentEvent event, String hash) {}
