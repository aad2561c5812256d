package pipelinelock.ssh;

/**
 * What the two sides need to trust each other: the bot's key, and the server's permitted host keys.
 */
public record SshAccess(SshIdentity identity, HostKeys hostKeys) {}
