package io.colin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends a run that is not told to end with its source. */
class RunLengthTest {
    private static final Pattern ADDRESS = Pattern.compile("serving (http://\\S+)");
    private static final String STILL_SERVING = "the source has ended; still serving";
    private static final String ORDER = "{\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"quantity\":\"0.5\"}";

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void itsTimeEndsARunWhoseSourceGoesOn() throws Exception {
        assertThat(end(run("--speed=1", "--for=2s"))).as(err.toString()).isZero();
        assertThat(err.toString()).doesNotContain(STILL_SERVING).doesNotContain("colin: ");
        assertThat(out.toString()).contains("Run r0001");
    }

    @Test
    void itsTimeEndsARunWhoseSourceHasEndedBefore() throws Exception {
        assertThat(end(run("--speed=max", "--for=2s"))).as(err.toString()).isZero();
        assertThat(err.toString()).contains(STILL_SERVING).doesNotContain("colin: ");
        assertThat(out.toString()).contains("Run r0001");
    }

    @Test
    void aRunThatTaughtImpactModelsNothingKeepsNothingAndADamagedFileIsNamed() throws Exception {
        Path config = Files.writeString(directory.resolve("keep.yaml"), "execution: {impact: {keep: true}}");
        String[] options = {"--speed=max", "--exit-when-done", "--config=" + config};
        assertThat(end(run(options))).as(err.toString()).isZero();
        assertThat(out.toString()).contains("execution.impact.state.paper = nothing learnt before");
        Path kept = directory.resolve("impact/paper.txt");
        assertThat(kept).doesNotExist();
        Files.createDirectories(kept.getParent());
        Files.writeString(kept, "rubbish");
        assertThat(end(run(options))).isEqualTo(1);
        assertThat(err.toString()).contains("must be what an impact model of paper has learnt");
    }

    @Test
    void aFailureAfterTheEndOfTheSourceIsReportedAndEndsTheRun() throws Exception {
        CompletableFuture<Integer> exit = run("--speed=max");
        await().atMost(Duration.ofSeconds(60)).until(() -> err.toString().contains(STILL_SERVING));
        assertThat(exit).isNotDone();
        breakTheLedger();
        assertThat(order()).as("an order that could not be recorded").isGreaterThanOrEqualTo(500);

        assertThat(end(exit)).isEqualTo(1);
        assertThat(err.toString().lines().filter(line -> line.startsWith("colin: ")))
                .singleElement()
                .asString()
                .contains("the engine failed: ledger");
    }

    /** Takes the head row away under the open ledger, so that the next append fails. */
    private void breakTheLedger() throws SQLException {
        Path ledger = directory.resolve("runs").resolve("r0001").resolve("ledger.db");
        assertThat(ledger).exists();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("DELETE FROM head")).isEqualTo(1);
        }
    }

    private int order() throws IOException, InterruptedException {
        Matcher address = ADDRESS.matcher(err.toString());
        assertThat(address.find()).isTrue();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(address.group(1)).resolve("/api/v2/orders"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "k")
                .POST(HttpRequest.BodyPublishers.ofString(ORDER))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        }
    }

    /** Its exit code; fails rather than wait for a run that hangs. */
    private static int end(CompletableFuture<Integer> exit) throws Exception {
        return exit.get(60, TimeUnit.SECONDS);
    }

    private CompletableFuture<Integer> run(String... more) throws IOException {
        String[] all = new String[more.length + 4];
        all[0] = "run";
        all[1] = "--port=0";
        all[2] = "--data-dir=" + directory;
        all[3] = "--source=" + trades();
        System.arraycopy(more, 0, all, 4, more.length);
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> exit.complete(
                        ColinCommand.execute(new PrintWriter(out, true), new PrintWriter(err, true), all)));
        return exit;
    }

    /** Too few trades to learn from; at their own pace they take an hour. */
    private Path trades() throws IOException {
        StringBuilder csv = new StringBuilder("time,price,quantity\n");
        for (int i = 0; i < 360; i++) {
            csv.append(1_700_000_000L + 10L * i).append(',').append(600 + i % 7).append(",2\n");
        }
        return Files.writeString(directory.resolve("btc-usd.csv"), csv);
    }
}
