package pipelinelock.ssh;

/** What two sides need to believe each other: the bot's key, and the keys the server may have. */
public record SshAccess(SshIdentity identity, HostKeys hostKeys) {}
