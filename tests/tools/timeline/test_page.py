#!/usr/bin/python3
"""Opens what `drmsim run --html` writes in a browser without a screen, and uses it as people do.
usage: test_page.py DRMSIM SOURCE_DIR. Says "skipped:" and why where a browser is missing.

#!/usr/bin/python3, and not env's: python3-selenium is a package of the distribution's Python."""
import os
import shutil
import subprocess
import sys
import tempfile

ONE_HUNDRED_THOUSAND = '''name = "many"
[[ring]]
name = "gfx"
scheduler = { credit_limit = 4 }
[[client]]
name = "game"
rings = "gfx"
count = 4
jobs_per_cycle = 5
duration = "100us"
sleep = "2ms"
cycles = 5000
'''


def browser():
    missing = [name for name in ('chromium', 'chromedriver') if shutil.which(name) is None]
    try:
        from selenium import webdriver
        from selenium.webdriver.chrome.options import Options
        from selenium.webdriver.chrome.service import Service
    except ImportError:
        missing.append('python3-selenium')
    if missing:
        print(f'skipped: there is no {", ".join(missing)}')
        sys.exit(0)
    options = Options()
    for word in ('--headless=new', '--no-sandbox', '--window-size=1300,900',
                 '--host-resolver-rules=MAP * ~NOTFOUND', '--disable-background-networking'):
        options.add_argument(word)
    options.set_capability('goog:loggingPrefs', {'browser': 'ALL'})
    return webdriver.Chrome(service=Service(shutil.which('chromedriver')), options=options)


class Page:
    def __init__(self, driver, drmsim, folder):
        self.driver, self.drmsim, self.folder = driver, drmsim, folder

    def draw(self, scenario, *options, address=''):
        self.file = os.path.join(self.folder, 'run.html')
        run = subprocess.run([self.drmsim, 'run', scenario, '--html', self.file, *options],
                             capture_output=True)
        assert run.returncode in (0, 1), run.stderr.decode()
        self.driver.get('about:blank')
        self.driver.get(f'file://{self.file}{address}')
        self.no_errors()

    def js(self, text):
        return self.driver.execute_script(f'const page = window.drmsimPage; return {text}')

    def rows(self):
        return self.js('page.rows.map((row) => row.name)')

    def told(self):
        return self.driver.find_element('id', 'job').text

    def hash(self):
        return self.js('location.hash')

    def range(self):
        return self.js('page.model.right - page.model.left')

    def keys(self, *keys):
        self.driver.find_element('id', 'picture').send_keys(*keys)

    def no_errors(self):
        log = [line for line in self.driver.get_log('browser') if line['level'] == 'SEVERE']
        assert not log, log
        resources = self.js("performance.getEntriesByType('resource').map((one) => one.name)")
        assert [name for name in resources if not name.startswith('data:')] == [], resources

    def row_at(self, name):
        """The middle of a row, on the canvas."""
        return self.js(f'(() => {{ const row = page.rows.find((one) => one.name === "{name}");'
                       ' return row.y - page.model.top + row.height / 2; })()')

    def colour_at(self, x, y):
        return self.js('(() => { const ratio = window.devicePixelRatio || 1; return [...document'
                       '.getElementById("picture").getContext("2d")'
                       f'.getImageData({x} * ratio, {y} * ratio, 1, 1).data].slice(0, 3); }})()')

    def x_of(self, time):
        return self.js(f'page.painter.xOf({time})')

    def frame(self):
        self.driver.execute_async_script('requestAnimationFrame(() => requestAnimationFrame('
                                         'arguments[arguments.length - 1]))')


def check_rows_and_marks(page, source):
    page.draw(f'{source}/scenarios/files/recovery/hang_replay.toml')
    assert page.rows() == ['bad', 'good', 'scheduler gfx', 'ring gfx', 'credits gfx',
                           'interrupt gfx'], page.rows()
    kinds = page.js('page.model.runs[0].marks.map((mark) => mark[1])')
    assert kinds.count('hw_reset') == 2 and 'guilty' in kinds and 'timedout_job' in kinds, kinds
    assert page.js('page.model.scale.compressed'), '10 us jobs and 1 ms timeouts'
    # On the ring: what was lost is not what is empty, and y0 has its client's colour.
    paper = page.colour_at(page.x_of(0) - 10, page.row_at('ring gfx'))
    y0 = page.colour_at((page.x_of(2111000) + page.x_of(2121000)) / 2, page.row_at('ring gfx') - 6)
    assert paper == [255, 255, 255], paper
    assert y0 == [0xee, 0x88, 0x66], y0
    page.draw(f'{source}/scenarios/files/recovery/hang_replay.toml', '--contexts')
    assert 'tdr:gfx' in page.rows() and 'run:gfx' in page.rows(), page.rows()


def check_arrows(page, source):
    page.draw(f'{source}/scenarios/files/recovery/hang_replay.toml')
    assert page.js('page.painter.arrowsDrawn') == 0  # nothing depends on anything
    page.keys('n')
    page.frame()
    # Of the job that is chosen: to the engine, by the interrupt, to its end.
    assert page.js('page.painter.arrowsDrawn') == 3
    page.draw(f'{source}/scenarios/files/timing/frames_over_rings.toml')
    dependencies = page.js('page.model.runs[0].jobs.reduce('
                           '(sum, job) => sum + job.dependencies.length, 0)')
    assert dependencies > 50 and page.js('page.painter.arrowsDrawn') == dependencies


def check_search_and_address(page, source):
    page.draw(f'{source}/scenarios/files/recovery/hang_replay.toml', address='#job=x1')
    assert 'x1 of bad on gfx' in page.told() and 'run_job, attempt 2' in page.told(), page.told()
    search = page.driver.find_element('id', 'search')
    search.send_keys('y1\n')
    assert page.told().startswith('y1 of good'), page.told()
    assert page.hash() == '#job=y1', page.hash()
    search.clear()
    search.send_keys('nothing\n')
    assert 'no job is called nothing' in page.told(), page.told()
    page.driver.find_element('link text', 'x0').click()  # in the table
    assert page.told().startswith('x0 of bad'), page.told()


def check_keyboard(page, source):
    from selenium.webdriver.common.keys import Keys
    page.draw(f'{source}/scenarios/files/recovery/hang_replay.toml')
    whole = page.range()
    page.keys('n')
    assert page.told().startswith('x0 of bad'), page.told()
    page.keys('n')
    assert page.told().startswith('x1 of bad'), page.told()
    page.keys('p', Keys.ESCAPE)
    assert page.told() == '', page.told()
    page.keys('0')
    page.keys('+', '+')
    assert page.range() < 0.6 * whole
    left = page.js('page.model.left')
    page.keys(Keys.ARROW_RIGHT)
    assert page.js('page.model.left') > left
    page.keys('m')
    assert page.hash().startswith('#t='), page.hash()
    page.keys('l')
    assert not page.js('page.model.scale.compressed')
    page.keys('/')
    assert page.js('document.activeElement.id') == 'search'
    page.no_errors()


def check_details(page, source):
    """Keys without a click, a life in the order of the log, addresses of nothing, crowds."""
    from selenium.webdriver.common.action_chains import ActionChains
    page.draw(f'{source}/scenarios/files/recovery/hang_replay.toml', address='#job=%')
    assert 'no job is called %' in page.told(), page.told()
    ActionChains(page.driver).send_keys('n').send_keys('n').perform()
    life = [line.split('  ')[-1] for line in page.told().splitlines()]
    assert life[2:9] == ['run_job, attempt 1', 'starts on gfx', 'reset', 'run_job, attempt 2',
                         'starts on gfx', 'reset', 'run_job: no fence'], life
    page.js('history.back()')
    scenario = os.path.join(page.folder, 'crowd.toml')
    with open(scenario, 'w', encoding='utf-8') as file:
        file.write('name = "crowd"\nring = [{ name = "gfx" }]\n'
                   'entity = [{ name = "app", rings = "gfx" }]\n'
                   '[[job]]\nname = "x"\nentity = "app"\ncount = 40\nduration = "100us"\n')
    page.draw(scenario)
    assert page.rows()[0] == 'app (16 crowded)', page.rows()
    # Waits are never drawn one above the other: they would look like work.
    assert page.js('(() => { const {spans} = page.rows[0]; const ends = {}; let over = 0;'
                   'for (let i = 0; i < spans.count; ++i) if (spans.phase[i] === 1) {'
                   '  over += spans.begins[i] < (ends[spans.lane[i]] || 0);'
                   '  ends[spans.lane[i]] = spans.finals[i]; } return over; })()') == 0


def check_mouse(page, source):
    from selenium.webdriver.common.action_chains import ActionChains
    page.draw(f'{source}/scenarios/files/recovery/hang_replay.toml')
    canvas = page.driver.find_element('id', 'picture')
    x, y = page.x_of(5000), page.row_at('ring gfx')
    middle_x, middle_y = canvas.size['width'] / 2, canvas.size['height'] / 2
    ActionChains(page.driver).move_to_element_with_offset(canvas, x - middle_x, y - middle_y) \
        .perform()
    assert page.driver.find_element('id', 'tip').text.startswith('x0 of bad')
    ActionChains(page.driver).click().perform()
    assert page.hash() == '#job=x0', page.hash()


def check_dark_and_print(page, source):
    page.draw(f'{source}/scenarios/files/recovery/hang_replay.toml')
    page.driver.execute_cdp_cmd('Emulation.setEmulatedMedia', {
        'features': [{'name': 'prefers-color-scheme', 'value': 'dark'}]})
    page.frame()
    paper = page.colour_at(page.x_of(0) - 10, page.row_at('ring gfx'))
    assert max(paper) < 64, paper
    page.driver.execute_cdp_cmd('Emulation.setEmulatedMedia', {'features': []})
    pdf = page.driver.execute_cdp_cmd('Page.printToPDF', {'printBackground': True})
    assert len(pdf['data']) > 10_000


def check_many_jobs(page):
    scenario = os.path.join(page.folder, 'many.toml')
    with open(scenario, 'w', encoding='utf-8') as file:
        file.write(ONE_HUNDRED_THOUSAND)
    page.draw(scenario)
    root = 'document.documentElement.dataset'
    assert page.js(f'{root}.jobs') == '100000'
    size = os.path.getsize(page.file)
    assert size < 20_000_000, size
    # Merged: no more spans than there are pixels in the lanes.
    spans, width = page.js('page.painter.spansDrawn'), page.js('page.painter.width')
    lanes = page.js('page.rows.reduce((sum, row) => sum + row.height / 16, 0)')
    assert 0 < spans <= width * lanes, (spans, width, lanes)
    print(f'100,000 jobs: {size / 1e6:.1f} MB, first picture after '
          f'{page.js(f"{root}.firstPictureMs")} ms, {spans} spans drawn')


def main():
    drmsim, source = sys.argv[1:3]
    driver = browser()
    try:
        with tempfile.TemporaryDirectory() as folder:
            page = Page(driver, drmsim, folder)
            check_rows_and_marks(page, source)
            check_arrows(page, source)
            check_search_and_address(page, source)
            check_keyboard(page, source)
            check_details(page, source)
            check_mouse(page, source)
            check_dark_and_print(page, source)
            check_many_jobs(page)
    finally:
        driver.quit()


if __name__ == '__main__':
    main()
