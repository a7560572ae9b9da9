import type { Layer, Scene } from '../../../../contract/job.ts';
import { useTranslation } from '../../../lib/i18n.ts';
import type { Translate } from '../../../lib/translate.ts';
import { hexColor } from '../settings/hex-color.ts';
import classes from './ScenePicture.module.css';

type Props = {
  scene: Scene;
  portrait: boolean;
  label: string;
  /** For another size than that of the script. */
  className?: string | undefined;
};

/**
 * A drawing of where a scene's layers are, on a canvas of 1920×1080 or 1080×1920 whatever the size of the output
 * (docs/metastudio.md#canvas).
 */
export function ScenePicture({ scene, portrait, label, className = classes.picture }: Props) {
  const { t } = useTranslation();
  const width = portrait ? 1080 : 1920;
  const height = portrait ? 1920 : 1080;
  const color = scene.backgrounds.map((background) => hexColor(background.color)).find(Boolean);
  const image = scene.backgrounds.find((background) => background.image !== null)?.image;
  const boxes = scene.layers.flatMap((layer, i) =>
    layerBox(layer, { width, height }, t).map((box) => ({ ...box, key: `${i} ${layer.kind}` })),
  );
  return (
    <svg
      className={className}
      data-portrait={portrait || undefined}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      <rect
        width={width}
        height={height}
        className={classes.canvas}
        {...(color == null ? {} : { style: { fill: color } })}
      />
      {image != null && (
        <image
          href={image.url}
          width={width}
          height={height}
          preserveAspectRatio="xMidYMid slice"
        />
      )}
      {boxes.map((box) => (
        <rect
          key={box.key}
          {...box.frame}
          {...box.rotation}
          rx={12}
          className={classes.layer}
          data-kind={box.kind}
        />
      ))}
      {boxes.map((box) => (
        // Drawn last: no box may cover the word of another.
        <text
          key={box.key}
          {...box.center}
          className={classes.word}
          fontSize={Math.min(width, height) / 11}
        >
          {box.word}
        </text>
      ))}
    </svg>
  );
}

/** Kinds with a word of our own; others are shown as MetaStudio spells them. */
const knownKinds = ['HUMAN', 'IMAGE', 'VIDEO', 'TEXT'] as const;

const clamp = (value: number, maximum: number) => Math.min(Math.max(value, 0), maximum);

/**
 * The box of a layer, with its word in the center of the part that is on the canvas; empty for a layer without a
 * position. Sizes that are not known are guessed from the canvas or the font.
 */
function layerBox(layer: Layer, canvas: { width: number; height: number }, t: Translate) {
  const { x, y, kind, text } = layer;
  if (x === null || y === null) return [];
  const width = layer.width ?? canvas.height * 0.4;
  const height =
    layer.height ?? (text === null ? canvas.height * 0.4 : (text.fontSize ?? 60) * 1.5);
  const knownKind = knownKinds.find((known) => known === kind);
  return [
    {
      kind,
      frame: { x, y, width, height },
      rotation:
        layer.angle === null
          ? {}
          : { transform: `rotate(${layer.angle} ${x + width / 2} ${y + height / 2})` },
      center: {
        x: (clamp(x, canvas.width) + clamp(x + width, canvas.width)) / 2,
        y: (clamp(y, canvas.height) + clamp(y + height, canvas.height)) / 2,
      },
      word: knownKind === undefined ? kind : t(`layer.${knownKind}`),
    },
  ];
}
