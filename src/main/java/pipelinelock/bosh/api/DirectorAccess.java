package pipelinelock.bosh.api;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import okhttp3.Credentials;
import pipelinelock.bosh.api.BoshConfig.BasicUser;

/** Authenticates requests to the Director. Thread-safe. */
public interface DirectorAccess {
  /** The value of the header {@code Authorization}. */
  String header();

  /** Another value, now that the Director did not accept this one; empty when there is none. */
  Optional<String> instead(String rejected);

  /** Whose it is, and what that one may do. */
  Rights rights();

  /** What it means that the Director accepts neither this nor another value, half a sentence. */
  String refused();

  /** Name and password with every call. */
  record Basic(String name, String header) implements DirectorAccess {
    static Basic of(BasicUser user) {
      return new Basic(
          user.name(), Credentials.basic(user.name(), user.password(), StandardCharsets.UTF_8));
    }

    @Override
    public Rights rights() {
      return new Rights(name, Optional.empty());
    }

    @Override
    public Optional<String> instead(String rejected) {
      return Optional.empty();
    }

    @Override
    public String refused() {
      return "it does not accept the name and password";
    }

    @Override
    public String toString() {
      return "Basic[]";
    }
  }
}
