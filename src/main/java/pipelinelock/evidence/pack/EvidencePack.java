package pipelinelock.evidence.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.checkpoint.key.Signer;
import pipelinelock.evidence.IncidentReport;
import pipelinelock.evidence.export.Edition;
import pipelinelock.evidence.export.ExportFormat;
import pipelinelock.secrecy.KnownSecrets;
import pipelinelock.wording.Outside;

/** The files of an evidence pack. */
public final class EvidencePack {
  private static final String VERIFIER = "verify_record.py";

  private EvidencePack() {}

  /**
   * What is put together.
   *
   * @param chain the incident's events as {@code record export} writes them
   * @param checkpoint the first that covers the last event
   */
  public record Source(
      IncidentReport report, String chain, Optional<SignedCheckpoint> checkpoint) {}

  /**
   * The content of each file by its path in the folder, {@code tasks/260183.txt}.
   *
   * @param signer signs the list of the files; empty where this node has no key
   */
  public static Map<String, byte[]> files(Source source, Edition edition, Optional<Signer> signer) {
    var report = source.report();
    var id = report.incident().id();
    var files = new TreeMap<String, byte[]>();
    for (var format : ExportFormat.values()) {
      files.put(format.fileName(report), format.write(report, edition).getBytes(UTF_8));
    }
    files.put(id + ".jsonl", source.chain().getBytes(UTF_8));
    source.checkpoint().ifPresent(it -> files.put("checkpoint.txt", it.text().getBytes(UTF_8)));
    for (var seen : report.seen()) {
      seen.facts()
          .ifPresent(
              facts ->
                  files.put(
                      "facts/%s.txt".formatted(seen.evidence().fingerprint()),
                      String.join("\n", facts).getBytes(UTF_8)));
    }
    for (var task : report.tasks()) {
      var name = "tasks/" + task.number();
      var lines = String.join("\n", task.lines()) + "\n";
      files.put(name + ".txt", Outside.lines(lines).getBytes(UTF_8));
      files.put(name + ".ndjson", KnownSecrets.hide(task.events()).getBytes(UTF_8));
    }
    files.put(VERIFIER, verifier());
    files.put("README.txt", readme(source, edition, signer).getBytes(UTF_8));
    files.put(PackManifest.NAME, PackManifest.of(id, edition.at(), files, signer).getBytes(UTF_8));
    return files;
  }

  private static byte[] verifier() {
    try (var file = EvidencePack.class.getResourceAsStream("/" + VERIFIER)) {
      if (file == null) {
        throw new IllegalStateException("this program was built without " + VERIFIER);
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + VERIFIER, e);
    }
  }

  private static String readme(Source source, Edition edition, Optional<Signer> signer) {
    var report = source.report();
    var id = report.incident().id();
    return """
        Evidence pack of %s in %s, made %s by pipeline-lock %s.

        %s.html          to read and to print; %s.md, .csv and .json say the same
        %s.jsonl         every event with its hash, as the record has it
        checkpoint.txt       the signed checkpoint that covers the last event, if there is one
        facts/               what the decisions rested on; each file is named by its SHA-256, which the events name too
        tasks/               the logs of the Director's tasks: .txt as bosh prints them, .ndjson as the Director wrote them
        MANIFEST.txt         the SHA-256 of each file, %s

        To prove it, with nothing but Python 3.9:

            python3 verify_record.py --pack . --key PUBLIC

        PUBLIC is the public half of a node's key, from somebody whom you trust and not from this folder. Take
        verify_record.py from there too: whoever changes a pack can also change the verifier in it.

        What this record does not hold or prove:
        %s"""
        .formatted(
            id,
            report.incident().environment(),
            edition.at(),
            edition.build(),
            id,
            id,
            id,
            signer.map(it -> "signed with the key " + it.keyId()).orElse("signed by nobody"),
            String.join("", report.gaps().stream().map("- %s\n"::formatted).toList()));
  }
}
