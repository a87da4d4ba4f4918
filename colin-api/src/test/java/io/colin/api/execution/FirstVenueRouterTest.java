package io.colin.api.execution;

class FirstVenueRouterTest extends OrderRouterContract {
    @Override
    protected OrderRouter router() {
        return new FirstVenueRouter();
    }
}
