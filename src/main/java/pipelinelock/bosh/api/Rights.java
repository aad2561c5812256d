package pipelinelock.bosh.api;

import java.util.List;
import java.util.Optional;

/**
 * Whom the Director's UAA takes the bot for, and what it may do.
 *
 * @param name the client's id, or the user's name
 * @param scopes {@code bosh.admin} …, sorted; empty where there is no token, or it does not tell
 */
public record Rights(String name, Optional<List<String>> scopes) {}
