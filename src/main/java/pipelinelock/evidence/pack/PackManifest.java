package pipelinelock.evidence.pack;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pipelinelock.audit.checkpoint.Digest;
import pipelinelock.audit.checkpoint.key.Signer;
import pipelinelock.incident.IncidentId;

/**
 * The list of the files of an evidence pack with their SHA-256, and the signature over it. Its
 * first line differs from that of a checkpoint, so neither's signature is valid as the other's;
 * docs/record.md describes the form.
 */
final class PackManifest {
  static final String NAME = "MANIFEST.txt";
  private static final String FORMAT = "pipeline-lock-evidence-pack 1";

  private PackManifest() {}

  /**
   * The text of the manifest.
   *
   * @param files by their paths in the folder
   * @param signer empty where this node has no key; then nobody signs
   */
  static String of(
      IncidentId incident, Instant at, Map<String, byte[]> files, Optional<Signer> signer) {
    var text = new StringBuilder();
    text.append(FORMAT).append('\n');
    text.append("incident %s\n".formatted(incident));
    text.append("made %d\n".formatted(at.toEpochMilli()));
    text.append("key %s\n".formatted(signer.map(Signer::keyId).orElse("none")));
    new TreeMap<>(files)
        .forEach(
            (path, content) ->
                text.append("file %s %d %s\n".formatted(Digest.of(content), content.length, path)));
    return text + signer.map(it -> signature(it, text.toString())).orElse("");
  }

  private static String signature(Signer signer, String text) {
    var signature = signer.sign(text.getBytes(StandardCharsets.UTF_8));
    return "signature %s%s\n"
        .formatted(signer.form().word(), Base64.getEncoder().encodeToString(signature));
  }
}
