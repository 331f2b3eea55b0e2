"""The Trainer: it learns, it resumes bit for bit, it stops in time, it says what goes wrong."""

import math

import numpy as np
import pytest
import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from qmlaw.models.trainer import NotFiniteError, Trainer, size_sorted_batches
from qmlaw.models.trainer_state import State

X = torch.linspace(-2, 2, 64).reshape(-1, 1)
Y = torch.sin(2 * X)


def network(seed=0):
    torch.manual_seed(seed)
    return nn.Sequential(nn.Linear(1, 16), nn.Tanh(), nn.Dropout(0.05), nn.Linear(16, 1))


def batches(epoch):
    return np.array_split(np.random.default_rng((1, epoch)).permutation(64), 4)


def loss(net, batch):
    return (net(X[batch]) - Y[batch]).square().mean()


def error(net):
    return (net(X) - Y).abs().mean().item()


def weights(net):
    return torch.cat([p.detach().flatten() for p in net.parameters()])


class Interrupted(Exception):
    pass


def interrupt_after(epoch):
    """A report that stops the training there."""

    def report(progress):
        if progress.epoch == epoch:
            raise Interrupted

    return report


def test_it_learns_and_reports():
    net, seen = network(), []
    before = error(net)
    history = Trainer(200, 1e-2, averaging=0.9, report=seen.append).fit(net, batches, loss, error)
    assert seen == history and [p.epoch for p in history] == list(range(1, 201))
    assert history[-1].best == min(p.validation for p in history) < 0.3 * before
    assert error(net.eval()) == pytest.approx(history[-1].best)  # the best weights, not the last
    assert history[0].learning_rate > 1e-3 > 1e-5 > history[-1].learning_rate
    assert all(a.cpu_seconds <= b.cpu_seconds for a, b in zip(history[:-1], history[1:], strict=True))


@pytest.mark.parametrize("stop", [1, 4, 7])
@pytest.mark.parametrize("with_validation", [True, False])
def test_interrupted_training_resumes_bit_for_bit(tmp_path, stop, with_validation):
    """Dropout draws random numbers while it trains: they, too, must go on where they were."""
    validate = error if with_validation else None

    def trainer(**other):
        return Trainer(10, 1e-2, averaging=0.9, checkpoint_every=1, **other)

    whole = network()
    history = trainer().fit(whole, batches, loss, validate)

    file = tmp_path / "state.pt"
    with pytest.raises(Interrupted):
        trainer(checkpoint=file, report=interrupt_after(stop)).fit(network(), batches, loss, validate)
    resumed = network(seed=9)  # its own start values must not matter
    again = trainer(checkpoint=file).fit(resumed, batches, loss, validate)
    assert torch.equal(weights(whole), weights(resumed))
    assert [p.loss for p in again] == [p.loss for p in history]
    # Once more from the finished state: nothing is left to do, the result is the same.
    finished = network(seed=5)
    trainer(checkpoint=file).fit(finished, batches, loss, validate)
    assert torch.equal(weights(whole), weights(finished))
    assert [path.name for path in tmp_path.iterdir()] == ["state.pt"]


def test_checkpoints_of_others_are_refused(tmp_path):
    file = tmp_path / "state.pt"
    Trainer(2, checkpoint=file).fit(network(), batches, loss, signature="first data")
    with pytest.raises(ValueError, match=r"another training \(first data;.*this one is other data;"):
        Trainer(2, checkpoint=file).fit(network(), batches, loss, signature="other data")
    with pytest.raises(ValueError, match="another training"):
        Trainer(3, checkpoint=file).fit(network(), batches, loss, signature="first data")
    file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(ValueError, match="no checkpoint, or damaged"):
        Trainer(2, checkpoint=file).fit(network(), batches, loss, signature="first data")
    file.write_text("hello")
    with pytest.raises(ValueError, match="no checkpoint, or damaged"):
        Trainer(2, checkpoint=file).fit(network(), batches, loss)


def test_random_numbers_of_others_stay_as_they_were():
    net = network()
    torch.manual_seed(1)
    expected = torch.rand(3)
    torch.manual_seed(1)
    Trainer(1).fit(net, batches, loss)
    assert torch.equal(torch.rand(3), expected)


def test_patience():
    errors = iter([3.0, 2.0, 1.0, 1.5, 1.2, 1.1, 5.0, 0.1])
    history = Trainer(8, patience=2).fit(network(), batches, loss, lambda net: next(errors))
    assert len(history) == 5 and history[-1].best == 1.0
    with pytest.raises(ValueError, match="patience is 2 but there is no validation part"):
        Trainer(8, patience=2).fit(network(), batches, loss)


def test_best_weights_are_those_of_the_best_epoch():
    kept, errors = [], iter([3.0, 1.0, 2.0])

    def validate(net):
        kept.append(weights(net).clone())
        return next(errors)

    net = network()
    Trainer(3).fit(net, batches, loss, validate)
    assert torch.equal(weights(net), kept[1])


@pytest.mark.parametrize("poison", ["loss", "slope"])
def test_what_is_not_a_number_stops_it_and_the_last_good_weights_stay(poison):
    net, good = network(), []

    def spoilt(net, batch):
        value = loss(net, batch)
        if len(good) < 6:
            good.append(value)
            return value
        first = next(net.parameters())
        return value * math.nan if poison == "loss" else value + (first - first.detach()).abs().sum().sqrt()

    with pytest.raises(NotFiniteError, match="in epoch 2, batch 3 of 4, after 6 steps; lower learning_rate"):
        Trainer(5, 1e-2).fit(net, batches, spoilt)
    assert torch.isfinite(weights(net)).all()
    assert not torch.equal(weights(net), weights(network()))  # the six good steps are in them


def test_no_averaging_gives_the_last_weights():
    steps = []
    net = network()
    watched = Trainer(1, averaging=0.0, schedule="constant").fit(
        net, batches, lambda n, batch: steps.append(weights(n).clone()) or loss(n, batch)
    )
    assert len(watched) == 1 and math.isnan(watched[0].validation)
    assert not torch.equal(weights(net), steps[-1])  # one step further
    assert (weights(net) - steps[-1]).abs().max() < 3e-3


def test_the_running_mean_is_that_of_torch():
    trainer, net = Trainer(1, averaging=0.9), network()
    state, theirs = State(trainer, net, 1), AveragedModel(net, multi_avg_fn=get_ema_multi_avg_fn(0.9))
    for _ in range(5):
        with torch.no_grad():
            for parameter in net.parameters():
                parameter.add_(torch.randn(parameter.shape))
        state.average()
        theirs.update_parameters(net)
    for ours, other in zip(state.averaged.parameters(), theirs.parameters(), strict=True):
        assert torch.equal(ours, other)
    assert state.averaged.n_averaged == theirs.n_averaged == 5


def test_one_pass_over_all_weights_learns_the_same():
    found = {}
    for fused in (False, True):
        net = network()
        history = Trainer(20, 1e-2, averaging=0.9, fused=fused).fit(net, batches, loss, error)
        found[fused] = history[-1].best
    assert found[True] == pytest.approx(found[False], rel=1e-3)


def test_weights_decay_by_the_rate():
    """With a loss that does not depend on them, nothing but the decay moves the weights."""
    net = network()
    before = weights(net).clone()
    Trainer(3, 0.1, schedule="constant", warm_up=0.0, averaging=0.0, weight_decay=0.5).fit(
        net, batches, lambda n, batch: 0.0 * sum(p.sum() for p in n.parameters())
    )
    torch.testing.assert_close(weights(net), before * (1 - 0.1 * 0.5) ** 12)


def test_without_decay_it_is_adam():
    torch.manual_seed(3)
    ours, plain = nn.Linear(1, 3), nn.Linear(1, 3)
    plain.load_state_dict(ours.state_dict())
    optimiser = torch.optim.Adam(plain.parameters(), lr=0.1)
    for batch in batches(0):
        optimiser.zero_grad()
        loss(plain, batch).backward()
        optimiser.step()
    Trainer(1, 0.1, schedule="constant", warm_up=0.0, averaging=0.0, largest_slope=1e9).fit(
        ours, batches, loss
    )
    assert torch.equal(weights(ours), weights(plain))


def test_checkpoints_from_before_there_was_decay_can_be_continued(tmp_path):
    file = tmp_path / "state.pt"
    with pytest.raises(Interrupted):
        Trainer(4, checkpoint=file, checkpoint_every=2, report=interrupt_after(2)).fit(
            network(), batches, loss
        )
    state = torch.load(file, weights_only=True)
    del state["settings"]["weight_decay"], state["settings"]["fused"]
    torch.save(state, file)
    whole, resumed = network(), network(seed=9)
    Trainer(4).fit(whole, batches, loss)
    Trainer(4, checkpoint=file).fit(resumed, batches, loss)
    assert torch.equal(weights(whole), weights(resumed))
    torch.save(state, file)
    with pytest.raises(ValueError, match="another training"):
        Trainer(4, weight_decay=0.1, checkpoint=file).fit(network(), batches, loss)


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"n_epochs": 0}, "n_epochs is 0"),
        ({"learning_rate": -1.0}, "learning_rate is -1.0"),
        ({"learning_rate": math.nan}, "learning_rate is nan"),
        ({"schedule": "linear"}, "schedule is 'linear'"),
        ({"weight_decay": -0.1}, "weight_decay is -0.1"),
        ({"weight_decay": math.inf}, "weight_decay is inf"),
        ({"averaging": 1.0}, "averaging is 1.0"),
        ({"patience": 0}, "patience is 0"),
        ({"validate_every": 0}, "validate_every is 0"),
    ],
)
def test_bad_parameters(parameters, message):
    with pytest.raises(ValueError, match=message):
        Trainer(**{"n_epochs": 3, **parameters})


def test_nothing_to_train_on():
    with pytest.raises(ValueError, match="no batches"):
        Trainer(1).fit(network(), lambda epoch: [], loss)


def test_batches_are_of_similar_size_and_lose_nobody():
    sizes = np.random.default_rng(0).integers(3, 24, size=403)
    found = size_sorted_batches(sizes, 25, (7, 0))
    np.testing.assert_array_equal(np.sort(np.concatenate(found)), np.arange(403))
    assert len(found) == 17 and sorted(map(len, found))[1:] == [25] * 16
    padded = sum(len(part) * sizes[part].max() for part in found)
    random = sum(len(part) * sizes[part].max() for part in size_sorted_batches(sizes, 25, (7, 0), pool=1))
    assert padded < 1.15 * sizes.sum() < random
    again, other = size_sorted_batches(sizes, 25, (7, 0)), size_sorted_batches(sizes, 25, (7, 1))
    assert all(np.array_equal(a, b) for a, b in zip(found, again, strict=True))
    assert not np.array_equal(np.concatenate(found), np.concatenate(other))
