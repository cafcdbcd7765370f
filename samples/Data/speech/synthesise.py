#!/usr/bin/env python3
"""Speaks the digits with espeak-ng: 110 speakers, each a voice with an accent, a pitch and a speed of its own.

It writes spoken-digits.gz beside itself: recordings at 8 kHz, one byte a sample (mu-law, ITU-T G.711), silence cut off
at both ends. Before each recording stands one line of text: digit, speaker, "train" or "test", bytes. No voice of a
test speaker is a voice of a training speaker. The same espeak-ng (1.51) gives the same file.
"""
import gzip, io, math, os, random, struct, subprocess, sys, wave

ACCENTS = ["en-gb", "en-us", "en-gb-scotland", "en-gb-x-gbclan", "en-gb-x-rp", "en-gb-x-gbcwmd", "en-029"]
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
# Voices that speak no digit that a person would recognise, or that only change the speed.
LEFT_OUT = {"fast", "UniRobot", "anikaRobot", "Demonic", "announcer"}
RATE, TRAIN, TEST = 8000, 88, 22


def voices():
    listing = subprocess.run(["espeak-ng", "--voices=variant"], capture_output=True, text=True, check=True).stdout
    names = [word.removeprefix("!v/") for line in listing.splitlines()[1:] for word in line.split() if "!v/" in word]
    return sorted(set(names) - LEFT_OUT)


def speak(word, voice, accent, pitch, speed):
    """Samples between -1 and 1, and their rate."""
    command = ["espeak-ng", "-v", f"{accent}+{voice}", "-p", str(pitch), "-s", str(speed), "--stdout", word]
    with wave.open(io.BytesIO(subprocess.run(command, capture_output=True, check=True).stdout)) as file:
        data = file.readframes(1 << 30)
        return [s / 32768 for s in struct.unpack(f"<{len(data) // 2}h", data)], file.getframerate()


def resample(samples, rate):
    """To 8 kHz: a low pass of 31 taps (windowed sinc at 3.6 kHz), then linear interpolation."""
    cut = 3600 / rate
    taps = [2 * cut * (math.sin(2 * math.pi * cut * k) / (2 * math.pi * cut * k) if k else 1)
            * (0.54 + 0.46 * math.cos(math.pi * k / 15)) for k in range(-15, 16)]
    padded = [0.0] * 15 + samples + [0.0] * 15

    def smooth(i):
        return sum(tap * padded[i + k] for k, tap in enumerate(taps))

    result, step = [], rate / RATE
    for n in range(int((len(samples) - 1) / step)):
        i, part = int(n * step), n * step - int(n * step)
        result.append(smooth(i) * (1 - part) + smooth(i + 1) * part)
    return result


def trim(samples):
    loudest = max(abs(s) for s in samples)
    loud = [i for i, s in enumerate(samples) if abs(s) > 0.02 * loudest]
    return [s / loudest * 0.7 for s in samples[max(0, loud[0] - 80):loud[-1] + 80]]


def mu_law(sample):
    magnitude = min(abs(int(sample * 32767)), 32635) + 132
    exponent = magnitude.bit_length() - 8
    return ~((0x80 if sample < 0 else 0) | exponent << 4 | (magnitude >> exponent + 3) & 0x0F) & 0xFF


def main():
    draw = random.Random(1)
    names = voices()
    draw.shuffle(names)
    test = set(names[:len(names) // 5])
    chosen = {part: [name for name in names if (name in test) == (part == "test")] for part in ("train", "test")}
    out = io.BytesIO()
    for part, count in (("train", TRAIN), ("test", TEST)):
        for speaker in range(count):
            voice = chosen[part][speaker % len(chosen[part])]
            accent, pitch, speed = draw.choice(ACCENTS), draw.randint(25, 75), draw.randint(130, 200)
            for digit, word in enumerate(WORDS):
                samples = trim(resample(*speak(word, voice, accent, pitch, speed)))
                name = f"{voice}/{accent}/{pitch}/{speed}"
                out.write(f"{digit} {name} {part} {len(samples)}\n".encode())
                out.write(bytes(mu_law(s) for s in samples))
            print(part, speaker + 1, "of", count, file=sys.stderr, end="\r")
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "spoken-digits.gz")
    with open(path, "wb") as file:
        file.write(gzip.compress(out.getvalue(), 9, mtime=0))


if __name__ == "__main__":
    main()
