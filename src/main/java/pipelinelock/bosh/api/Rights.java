package pipelinelock.bosh.api;

import java.util.List;
import java.util.Optional;

/**
 * The identity that the Director's UAA gives the bot, and its permissions.
 *
 * @param name the client's id, or the user's name
 * @param scopes {@code bosh.admin} …, sorted; empty if there is no token or the token has none
 */
public record Rights(String name, Optional<List<String>> scopes) {}
