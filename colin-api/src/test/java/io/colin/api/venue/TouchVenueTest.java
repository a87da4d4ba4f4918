package io.colin.api.venue;

class TouchVenueTest extends SimulatedVenueContract {
    @Override
    protected SimulatedVenue simulated() {
        return new TouchVenue(instrument());
    }
}
