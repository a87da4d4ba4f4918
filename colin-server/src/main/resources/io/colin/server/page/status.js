'use strict';
// Every value comes from the API and enters the page as a text node. The key is kept in this variable only.
(() => {
  const POLL_MS = 2000, STALE_MS = 15000, ROWS = 15, MAX_WAIT_MS = 30000;
  const symbolPath = (name) => name.replace('/', '-');
  const byId = (id) => document.getElementById(id);
  const state = { key: '', lastAnswer: 0, orders: new Map(), signals: [], live: { orders: false, signals: false }, symbols: [] };

  function known(value) { return value !== null && value !== undefined && value !== ''; }
  function show(value) { return known(value) ? String(value) : '–'; }
  function time(value) { return known(value) ? value.replace('T', ' ').replace(/(\.\d+)?Z$/, '') : '–'; }
  function number(value, digits) {
    return known(value) ? Number(value).toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }) : '–';
  }
  function percent(value) { return known(value) ? (100 * value).toFixed(1) + ' %' : '–'; }
  function money(value) { return number(value, 2); }
  function signed(value) { return known(value) ? (Number(value) < 0 ? 'bad' : 'good') : ''; }

  function cell(row, text, kind) {
    const td = document.createElement('td');
    if (kind) td.className = kind;
    td.append(document.createTextNode(text));
    row.append(td);
  }
  function table(id, rows, empty) {
    const body = byId(id).tBodies[0], made = rows.map((cells) => {
      const row = document.createElement('tr');
      cells.forEach(([text, kind]) => cell(row, text, kind));
      return row;
    });
    if (made.length === 0) {
      const row = document.createElement('tr');
      cell(row, empty, '');
      row.firstChild.colSpan = byId(id).tHead.rows[0].cells.length;
      made.push(row);
    }
    body.replaceChildren(...made);
  }
  function list(id, pairs) {
    byId(id).replaceChildren(...pairs.map(([name, value, kind]) => {
      const box = document.createElement('div'), dt = document.createElement('dt'), dd = document.createElement('dd');
      dt.append(document.createTextNode(name));
      dd.append(document.createTextNode(value));
      if (kind) dd.className = kind;
      box.append(dt, dd);
      return box;
    }));
  }

  async function get(path) {
    const headers = { Accept: 'application/json' };
    if (state.key) headers['X-API-Key'] = state.key;
    const answer = await fetch(path, { headers, cache: 'no-store' });
    if (answer.status === 401) { byId('key-form').hidden = false; return null; }
    if (answer.status >= 500 && path !== '/api/v2/health') return null;
    return answer.json();
  }

  function drawHealth(health) {
    byId('health').replaceChildren(document.createTextNode(health.status));
    byId('health').className = 'badge ' + (health.status === 'healthy' ? 'good' : 'bad');
    byId('mode').replaceChildren(document.createTextNode(health.mode));
    byId('version').replaceChildren(document.createTextNode('version ' + health.version));
    table('components', Object.entries(health.components).map(([name, c]) =>
      [[name], [c.state, c.state === 'up' ? 'good' : c.state === 'disabled' ? '' : 'bad'], [time(c.since)], [show(c.reason)]]), 'none');
    const run = health.run;
    if (run) drawRun(run, health);
  }
  function drawRun(run, health) {
    const bar = byId('progress');
    if (known(run.progress)) { bar.value = run.progress; } else { bar.removeAttribute('value'); }
    if (run.phase === 'preparing') { list('run', [['Phase', 'preparing'], ['Now', show(run.preparing)]]); return; }
    state.symbols = run.symbols || [];
    list('run', [['Phase', run.phase + (run.resumed ? ' (resumed)' : '')], ['Run', show(run.run_id)], ['Source', show(run.source)],
      ['Data time', time(run.event_time)], ['Market events', number(run.market_events, 0) + ' of ' + number(run.total_events, 0)],
      ['Done', percent(run.progress)], ['Fills made against', show(run.fidelity)], ['Trading', show(health.trading_state)],
      ['Up for', number(health.uptime_seconds, 0) + ' s']]);
    const s = run.signals;
    list('score', [['Decision points', number(s.decision_points, 0)], ['Long / short', s.long + ' / ' + s.short], ['Neutral', number(s.neutral, 0)],
      ['Allowed by defaults', number(s.allowed_by_defaults, 0)], ['Resolved', number(s.resolved, 0)], ['Accuracy', percent(s.accuracy)],
      ['Persistence', percent(s.persistence_accuracy)], ['Always long', percent(s.always_long_accuracy)]]);
    table('latency', (run.latency || []).map((l) => [[l.stage], [number(l.count, 0), 'n'], [number(l.p50_ms, 3), 'n'], [number(l.p99_ms, 3), 'n'],
      [number(l.max_ms, 3), 'n']]), 'nothing measured yet');
    state.drawdown = run.max_drawdown;
  }
  function drawPortfolio(p) {
    list('account', [['Equity ' + p.currency, money(p.total_value)], ['Cash', money(p.cash_balance)], ['P&L', money(p.total_pnl), signed(p.total_pnl)],
      ['Realised', money(p.realised_pnl), signed(p.realised_pnl)], ['Unrealised', money(p.unrealised_pnl), signed(p.unrealised_pnl)],
      ['Fees', money(p.fees)], ['Exposure', money(p.gross_exposure)], ['Largest drawdown', known(state.drawdown) ? (100 * state.drawdown).toFixed(3) + ' %' : '–']]);
    table('positions', p.positions.map((x) => [[x.symbol], [x.side], [x.quantity, 'n'], [money(x.avg_price), 'n'], [money(x.mark_price), 'n'],
      [money(x.unrealised_pnl), 'n ' + signed(x.unrealised_pnl)]]), 'no open position');
  }
  function drawOrders() {
    const newest = [...state.orders.values()].sort((a, b) => a.created_at < b.created_at ? 1 : a.created_at > b.created_at ? -1 : 0).slice(0, ROWS);
    table('orders', newest.map((o) => [[time(o.created_at)], [o.order_id], [o.symbol], [o.side], [show(o.quantity || o.quote_quantity), 'n'],
      [o.filled_quantity, 'n'], [money(o.average_price), 'n'],
      [o.status + (o.outcome === 'unknown' ? ' (unknown)' : '') + (o.reject ? ' ' + o.reject.code : ''), o.status === 'denied' || o.status === 'rejected' ? 'bad' : '']]), 'no order yet');
  }
  function drawSignals() {
    table('signals', state.signals.slice(0, ROWS).map((s) => [[time(s.data_as_of)], [s.symbol],
      [s.direction, s.direction === 'long' ? 'good' : s.direction === 'short' ? 'bad' : ''], [percent(s.confidence), 'n'], [show(s.reason)]]), 'no signal yet');
  }
  function keepOrders(items) {
    items.forEach((o) => state.orders.set(o.order_id, o));
    while (state.orders.size > 200) state.orders.delete(state.orders.keys().next().value);
  }

  async function poll() {
    try {
      const health = await get('/api/v2/health');
      if (health && health.components) { drawHealth(health); state.lastAnswer = Date.now(); }
      const portfolio = await get('/api/v2/portfolio');
      if (portfolio) drawPortfolio(portfolio);
      if (!state.live.orders) {
        const page = await get('/api/v2/orders?limit=' + ROWS);
        if (page) { keepOrders(page.items); drawOrders(); }
      }
      if (!state.live.signals && state.symbols.length > 0) {
        const pages = await Promise.all(state.symbols.slice(0, 10).map((s) => get('/api/v2/signals/' + symbolPath(s) + '?limit=' + ROWS)));
        state.signals = pages.filter(Boolean).flatMap((p) => p.items).sort((a, b) => a.data_as_of < b.data_as_of ? 1 : -1);
        drawSignals();
      }
    } catch (e) { /* the next round tries again; the line above says how old the page is */ }
    const age = Date.now() - state.lastAnswer, stale = age > STALE_MS, line = byId('live');
    const text = state.lastAnswer === 0 ? 'no answer yet' : stale ? 'no answer for ' + Math.round(age / 1000) + ' s: values are old'
      : state.live.orders || state.live.signals ? 'live' : 'polling';
    if (line.textContent !== text) line.replaceChildren(document.createTextNode(text));
    line.className = stale ? 'stale' : '';
    setTimeout(poll, POLL_MS);
  }

  let pending = false;
  function drawSoon() {
    if (pending) return;
    pending = true;
    setTimeout(() => { pending = false; drawOrders(); drawSignals(); }, 250);
  }
  function stream(channel, take, wait) {
    // A browser cannot send the key with a WebSocket: with a key the page polls.
    if (state.key) return;
    const socket = new WebSocket((location.protocol === 'https:' ? 'wss://' : 'ws://') + location.host + '/ws/' + channel);
    let last = 0, opened = false;
    socket.onmessage = (message) => {
      const frame = JSON.parse(message.data);
      if (frame.type === 'snapshot') { opened = true; state.live[channel] = true; last = frame.seq; take(frame.data.items, true); drawSoon(); }
      if (frame.type === 'delta') {
        if (frame.prev !== last) socket.send(JSON.stringify({ op: 'resync' }));
        last = frame.seq; take([frame.data], false); drawSoon();
      }
    };
    socket.onclose = () => { state.live[channel] = false; const next = opened ? 1000 : Math.min(2 * wait, MAX_WAIT_MS); setTimeout(() => stream(channel, take, next), next); };
  }

  byId('key-form').addEventListener('submit', (event) => {
    event.preventDefault();
    state.key = byId('key').value.trim();
    byId('key').value = '';
    byId('key-form').hidden = true;
  });
  drawOrders(); drawSignals(); table('positions', [], 'no open position'); table('latency', [], 'nothing measured yet');
  poll();
  stream('orders', (items, whole) => { if (whole) state.orders.clear(); keepOrders(whole ? [...items].reverse() : items); }, 1000);
  stream('signals', (items, whole) => { state.signals = (whole ? items : [...items, ...state.signals]).slice(0, 100); }, 1000);
})();
