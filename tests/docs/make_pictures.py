#!/usr/bin/python3
"""Makes the pictures of docs/pictures: draws each run with `--html`, and photographs the page in a
browser without a screen. usage: make_pictures.py DRMSIM SOURCE_DIR [NAME...]
Needs the packages chromium, chromium-driver and python3-selenium."""
import os
import shutil
import subprocess
import sys
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

# name: (the command without --html, where the page is opened, dark)
PICTURES = {
    'hang_replay': ('run scenarios/files/recovery/hang_replay.toml', '#job=y0', False),
    'dependencies': ('run scenarios/files/timing/frames_over_rings.toml', '', False),
    'firmware_eviction': ('run scenarios/files/recovery/firmware_eviction.toml', '', False),
    'lost_interrupt': ('run scenarios/files/recovery/lost_interrupt.toml --contexts', '', True),
    'explored_failure': ('explore scenarios/files/bugs/freed_before_callback.toml', '', False),
    'two_policies': ('diff scenarios/files/policies/heavy_and_interactive.toml --policies fifo,rr',
                     '', False),
}
WIDTH = 1200


def photograph(driver, page, address, dark, picture):
    driver.execute_cdp_cmd('Emulation.setEmulatedMedia', {
        'features': [{'name': 'prefers-color-scheme', 'value': 'dark' if dark else 'light'}]})
    driver.set_window_size(WIDTH, 900)
    driver.get('about:blank')
    driver.get(f'file://{page}{address}')
    bottom = driver.execute_script(
        'return document.querySelector(".key").getBoundingClientRect().bottom')
    shot = driver.execute_cdp_cmd('Page.captureScreenshot', {
        'captureBeyondViewport': True,
        'clip': {'x': 0, 'y': 0, 'width': WIDTH - 15, 'height': bottom + 8, 'scale': 1}})
    import base64
    with open(picture, 'wb') as file:
        file.write(base64.b64decode(shot['data']))


def main():
    drmsim, source = os.path.abspath(sys.argv[1]), sys.argv[2]
    names = sys.argv[3:] or list(PICTURES)
    options = Options()
    for word in ('--headless=new', '--no-sandbox', '--hide-scrollbars'):
        options.add_argument(word)
    driver = webdriver.Chrome(service=Service(shutil.which('chromedriver')), options=options)
    try:
        with tempfile.TemporaryDirectory() as folder:
            for name in names:
                command, address, dark = PICTURES[name]
                page = os.path.join(folder, name + '.html')
                words = [drmsim, *command.split(), '--html', page]
                if command.startswith('explore'):
                    words += ['--out', folder]
                subprocess.run(words, cwd=source, capture_output=True)
                picture = os.path.join(source, 'docs/pictures', name + '.png')
                photograph(driver, page, address, dark, picture)
                print(f'{name}.png {os.path.getsize(picture)} bytes')
    finally:
        driver.quit()


if __name__ == '__main__':
    main()
