package pipelinelock.rehearsal.slack.workspace;

import java.util.Optional;

/** A file that was uploaded and shared in a channel or a thread. */
public record SlackFile(
    String id,
    String name,
    String title,
    String channel,
    Optional<String> threadTs,
    String content) {}
