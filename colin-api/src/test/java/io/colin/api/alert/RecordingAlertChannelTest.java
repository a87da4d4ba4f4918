package io.colin.api.alert;

import java.util.Optional;

class RecordingAlertChannelTest extends AlertChannelContract {
    private RecordingAlertChannel made = RecordingAlertChannel.named("recording");

    @Override
    protected AlertChannel channel() {
        made = RecordingAlertChannel.named("recording");
        return made;
    }

    @Override
    protected Optional<AlertChannel> brokenChannel() {
        made = RecordingAlertChannel.named("recording");
        made.answer(AlertChannel.Delivery.RETRY);
        return Optional.of(made);
    }

    @Override
    protected boolean arrived(String title) {
        return made.sent().stream().anyMatch(alert -> alert.title().equals(title));
    }
}
